"""Suggested groups of short texts, in French and English: pure, and only ever a proposal.

``suggest.suggest`` is the whole of it; ``worker`` runs it in a process of its own.
"""
