"""The ceiling: a Django project of one page, a list of 20 businesses for somebody logged in, and nothing else.

It reads the portal's own tables (unmanaged), so both stand at the same size. No admin, no permissions, no menu.
"""
