"""How the site writes the addresses of its pages, dates, figures, languages and countries."""
