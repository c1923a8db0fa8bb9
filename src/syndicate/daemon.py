"""The composition root: the only module that names concrete rooms. Start, reload, stop, in order."""
