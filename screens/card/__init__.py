"""The card of one client, part by part: each draws its share of a `Seat` and knows nothing of the others."""
