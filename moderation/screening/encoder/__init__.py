"""A small pretrained encoder that reads a figure in its paragraph and in what stands before it.

It is asked only where the estimator of tolls doubts. It was fitted to the annotated corpus by ``manage.py
train_encoder``; `weights/note.json` says from what.
"""

from moderation.screening.encoder.encoder import EncodedText, Encoder, load_encoder

__all__ = ["EncodedText", "Encoder", "load_encoder"]
