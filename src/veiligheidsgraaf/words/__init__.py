"""What every layer shares: names, addresses, questions, findings, errors. Imports nothing below it."""
