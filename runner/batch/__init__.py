"""Grading what many people handed in: found by a layout, graded in parallel, kept in a store, shown in a gradebook.

layout.find -> Handed*            who handed in what, and what fits nowhere
intake.read -> Submission         a folder, a file, an archive, a bundle
engine.grade -> Graded*           one sandbox each, workers forked from a process that has the tests collected
store.Store                       every result, by the content of all that it depends on
"""
