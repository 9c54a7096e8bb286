"""Dates and hours as the counter writes them: "Senin, 23 November 2026", "14.30 WIB".

Django's own Indonesian formats also accept month-first dates as a last guess; here 10/25/2026 is refused instead.
"""

DATE_FORMAT = "l, j F Y"
TIME_FORMAT = r"H.i \W\I\B"
DATETIME_FORMAT = r"l, j F Y, H.i \W\I\B"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = r"j M Y, H.i \W\I\B"

DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d-%m-%y", "%d/%m/%y", "%d %b %Y", "%d %B %Y"]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H.%M.%S"]
DATETIME_INPUT_FORMATS = ["%d-%m-%Y %H.%M", "%d/%m/%Y %H.%M", "%d-%m-%Y %H.%M.%S"]
