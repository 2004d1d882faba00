"""Places of an article to incidents: what happened, when, where and to how many."""
