// swift-tools-version: 6.2
import PackageDescription

// Measures the engine against the references it is held to, in one run. A package of its own, so
// that the product carries no benchmark code.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "pose-animate", path: "..")],
    targets: [
        .systemLibrary(name: "CCairoBare", pkgConfig: "cairo"),
        .target(name: "CFloor", linkerSettings: [.linkedLibrary("isal")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                .product(name: "PoseAnimate", package: "pose-animate"), "CCairoBare", "CFloor",
            ]),
        .executableTarget(
            name: "interpreter",
            dependencies: [.product(name: "Inference", package: "pose-animate")]),
    ]
)
