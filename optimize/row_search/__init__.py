"""The cheapest row of one person at given prices, compiled."""
