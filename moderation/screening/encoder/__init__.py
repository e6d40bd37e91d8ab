"""A small pretrained encoder that reads a figure or a label in its paragraph, after what stands before it.

It is asked where the estimator of tolls doubts, whether anybody vouches for a toll, and whose label it is. It was
fitted to the annotated corpus by ``manage.py train_encoder``; `weights/note.json` says from what.
"""

from moderation.screening.encoder.encoder import EncodedText, Encoder, has_encoder, load_encoder

__all__ = ["EncodedText", "Encoder", "has_encoder", "load_encoder"]
