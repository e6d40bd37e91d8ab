"""The workshop of the encoder: from a pretrained network and the annotated corpus to the file that screening reads.

Its tools (`requirements-train.txt`) are not needed to run the house; so torch and onnx are imported only in here.
"""
