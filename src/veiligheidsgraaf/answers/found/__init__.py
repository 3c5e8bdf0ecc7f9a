"""What an answer says of what there is, in a sentence.

sentences    how many, of what, where; phrases: by what it is narrowed
aspects      who, when, how much, whether; lawful: by which law; stated, told_more: what it rests on
comparing    side by side; passing: what changed, of what is asked
priorities   the themes of whole plans, put first or not; remaining: those that stay
theme_place  the place of a theme in plans; theme_coverage: what is recorded of it; beside: its company
targets      what was aimed at and reached; same_lines: a figure on the very lines; opposed: conflicts
endings      when plans end; overdue: what was planned for a time that passed
own_things   few things of one plan, by name; itself_alone: where only the municipality acts
"""
