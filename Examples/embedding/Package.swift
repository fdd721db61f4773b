// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "embedding",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "pose-animate", path: "../..")],
    targets: [
        .executableTarget(
            name: "animate-once",
            dependencies: [.product(name: "PoseAnimate", package: "pose-animate")])
    ]
)
