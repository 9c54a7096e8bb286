"""The views of the API and of its two pages, one file per noun."""
