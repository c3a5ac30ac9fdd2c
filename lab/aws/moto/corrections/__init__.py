"""What moto 5.2.5 answers differently from AWS, corrected; each with its reason.

A module each for what it concerns; `apply()` puts its corrections in place.
"""
