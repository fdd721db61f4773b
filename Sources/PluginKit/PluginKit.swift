// One import for authors: the interface's own constants and structures come along.

@_exported import CPoseAnimatePlugin
