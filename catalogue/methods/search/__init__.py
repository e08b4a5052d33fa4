"""Search that understands Chinese: single characters, pairs, words and pinyin.

Texts and questions are brought to one form (normalise), cut into tokens (tokens),
kept in a table of their own (index) and asked for there (query).
"""
