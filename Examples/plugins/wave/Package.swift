// swift-tools-version: 6.2
import PackageDescription

// Where PoseAnimate's `make install` has put the kit.
let kit = Context.environment["POSE_ANIMATE_KIT"] ?? "/usr/local/share/pose-animate/PluginKit"

let package = Package(
    name: "wave",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Wave", type: .dynamic, targets: ["Wave"])],
    dependencies: [.package(name: "PluginKit", path: kit)],
    targets: [
        .target(name: "Wave", dependencies: [.product(name: "PluginKit", package: "PluginKit")])
    ]
)
