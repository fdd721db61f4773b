// swift-tools-version: 6.2
import PackageDescription

let kit = Context.environment["POSE_ANIMATE_KIT"] ?? "/usr/local/share/pose-animate/PluginKit"

let package = Package(
    name: "several",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Several", type: .dynamic, targets: ["Several"])],
    dependencies: [.package(name: "PluginKit", path: kit)],
    targets: [
        .target(
            name: "Several", dependencies: [.product(name: "PluginKit", package: "PluginKit")])
    ]
)
