"""The cells of a table: the pandera schema that they must meet, and the errors that it finds, in the rules' words."""
