// swift-tools-version: 6.2
// What plug-ins for PoseAnimate are written with in Swift, as `make install` lays it out.
import PackageDescription

let package = Package(
    name: "PluginKit",
    platforms: [.macOS(.v15)],
    products: [.library(name: "PluginKit", targets: ["PluginKit", "CPluginEntry"])],
    targets: [
        .target(name: "CPoseAnimatePlugin"),
        .target(name: "CPluginEntry", dependencies: ["CPoseAnimatePlugin"]),
        .target(name: "PluginKit", dependencies: ["CPoseAnimatePlugin"]),
    ]
)
