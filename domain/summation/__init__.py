"""The summation guards: which rows a total may count, so that nothing is counted twice."""
