"""Each of the three locks alone, the other two out of the way: policy, query, wall."""
