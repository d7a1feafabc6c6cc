"""What an article says, kind by kind; `chain` runs the taggers. Loaded one by one: the gate needs `names` alone."""
