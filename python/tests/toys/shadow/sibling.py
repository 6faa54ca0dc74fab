sibling = 1
