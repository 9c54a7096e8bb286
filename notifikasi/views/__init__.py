"""The pages of messages, one file per noun: the inbox, sending by hand, and the door of the receipts."""
