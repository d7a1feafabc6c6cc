"""What `monitor bench` measures: the whole chain on generated news, stage by stage, beside the budget."""
