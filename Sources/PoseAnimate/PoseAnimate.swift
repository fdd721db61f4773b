// One import for those who embed the engine: everything that the pipeline's types are made of
// comes along.

@_exported import Footage
@_exported import Geometry
@_exported import Imaging
@_exported import Inference
@_exported import Microcontroller
@_exported import Motion
@_exported import Piping
@_exported import PluginInterface
@_exported import Rendering
@_exported import Rigging
@_exported import SVG
@_exported import Scene
@_exported import Sensing
@_exported import Sinks
@_exported import Storage
@_exported import Vectors
@_exported import Vision
