"""Pages of the account, by what a person does there."""
