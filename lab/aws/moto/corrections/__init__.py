"""Corrections of what moto 5.2.5 answers differently from AWS.

One module per subject; its `apply()` installs the corrections.
"""
