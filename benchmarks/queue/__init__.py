"""Five queues side by side: a chain of four stages that do nothing, and a worker that is killed in the middle of one.

Light to import, since each system's programs run in an environment of their own that holds nothing of ours.
"""
