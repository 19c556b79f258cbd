"""The national portal, built from records and summaries alone: map, regions, lists.

Pure: values in, values out. The files that it needs are read by the edges.
"""
