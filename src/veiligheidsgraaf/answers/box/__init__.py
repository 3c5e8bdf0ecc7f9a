"""The question box: from a typed line to a question and its answer.

    hearing      the line: cut to size, words mended, language told; turns_of_phrase: turns and English
    finding      what it names; times: when; turning: but, not, only, everywhere
    wanting      the kind of answer; cues, choosing: which question; steering, portfolios: by its kind
    using        what a question can do with a thing; constraining: its constraints; figures_meant: figures
    runs_together pairs of slots as one; what else a run names, and where
    same_topic   a topic named twice; a body as its municipality, of which a law is asked
    leftover     words that did nothing; asked_noun: that are what is asked for; beyond: what is not held
    reader       all of these, as readings (reading)
    yes_or_no    whether a yes may be said; missing, remarking: what is told beside an answer
    introducing  what a bare name is; namesakes: what else bears it; citing: figures of what is not judged
    asking       a line in; its reading, answer and hits out
    search       text of all things; plan_lines: lines of the plans; suggesting: while one types

docs/vraagbalk.md tells the same to who wants to change how lines are read.
"""
