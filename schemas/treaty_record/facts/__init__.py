"""What the record means, defined once: what counts as a source, origins, witnesses, disputes and order in time.

The build, the command line, the denormalised tables, the SQL views and the site all ask these modules, so that they
give the same answers.
"""
