"""Views: the frames that rules look at, each made once and only when a rule needs it.

Every row of a view is a row of one table, with what it refers to in further columns, so that a rule on a view looks
at one row at a time. What a rule must not judge is a column as well: see ``rules/__init__.py``.
"""
