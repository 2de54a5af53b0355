"""Facts from files written into the store: managers, clients and deals, in batches, each row accounted for."""
