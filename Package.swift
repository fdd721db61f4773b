// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A library target of ours: Swift 6, strict imports, warnings as errors.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module; `fixtures` lie in `Tests/Fixtures` and are read by path.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let argumentParser: Target.Dependency =
    .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "pose-animate",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "PoseAnimate", targets: ["PoseAnimate"]),
        .library(name: "Inference", targets: ["Inference"]),
        .library(name: "Microcontroller", targets: ["Microcontroller"]),
        .library(name: "Sensing", targets: ["Sensing"]),
        .library(name: "Vision", targets: ["Vision"]),
        // For plug-ins that are written in Swift; see Documentation/Plugins.md.
        .library(name: "PluginKit", targets: ["PluginKit", "CPluginEntry"]),
        .executable(name: "pose-animate", targets: ["pose-animate"]),
    ],
    // Libraries that are not needed by all: two that may compute models, one that reads videos.
    traits: [
        .default(enabledTraits: ["XNNPACK", "OneDNN", "FFmpeg"]),
        .trait(
            name: "XNNPACK",
            description: "Models can be run with XNNPACK, which is loaded when it is first used."),
        .trait(
            name: "OneDNN",
            description: "Models can be run with oneDNN, which is loaded when it is first used."),
        .trait(
            name: "FFmpeg",
            description: "Videos can be read; FFmpeg is loaded when the first one is opened."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(
            url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        // System libraries, found through pkg-config.
        .systemLibrary(
            name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(
            name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(
            name: "CDeflateLibrary", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(
            name: "CISALLibrary", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangoft2", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CEXIF", pkgConfig: "libexif", providers: [.apt(["libexif-dev"])]),
        .systemLibrary(
            name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        // Without pkg-config: its file for simdjson holds a flag that the package manager refuses.
        .systemLibrary(name: "CSimdJSONLibrary", providers: [.apt(["libsimdjson-dev"])]),

        // C and C++ shims over what Swift cannot call directly.
        .target(name: "CXMLShim", dependencies: ["CLibXML2"]),
        .target(name: "CPacking", dependencies: ["CISALLibrary", "CDeflateLibrary"]),
        .target(name: "CSimdJSON", dependencies: ["CSimdJSONLibrary"]),

        // A processor whose instructions follow each other by tail calls, which C can promise and
        // Swift cannot.
        .target(name: "CRISCVCore"),

        // Kernels over vector registers, which C can name and Swift cannot.
        .target(name: "CVectorKernels"),
        .target(name: "CPixelKernels"),

        // Libraries that are loaded when they are first used, where a trait asks for them.
        .target(
            name: "CXNNPACKLibrary",
            cSettings: [.define("POSE_XNNPACK", .when(traits: ["XNNPACK"]))]),
        .target(
            name: "COneDNNLibrary",
            cSettings: [.define("POSE_ONEDNN", .when(traits: ["OneDNN"]))]),
        .target(
            name: "CFFmpegLibrary",
            cSettings: [.define("POSE_FFMPEG", .when(traits: ["FFmpeg"]))]),

        // The interface of plug-ins: its header, what their authors write it with in Swift, and what
        // the engine knows of calls into them.
        .target(name: "CPoseAnimatePlugin"),
        .target(name: "CPluginEntry", dependencies: ["CPoseAnimatePlugin"]),
        .target(name: "CPluginCalls"),

        // What Linux has for keeping code apart, and Swift has no names for.
        .target(name: "CIsolation"),

        // The house, lowest first: a module imports only modules above it in this list.
        module("PluginKit", ["CPoseAnimatePlugin"]),
        module("PluginInterface", ["PluginKit", "CPoseAnimatePlugin", "CPluginCalls"]),
        module("PluginLoading", ["PluginInterface", "CPoseAnimatePlugin"]),
        module("Pipelining"),
        module(
            "PluginIsolation",
            [
                "PluginKit", "PluginInterface", "PluginLoading", "Pipelining",
                "CPoseAnimatePlugin", "CPluginCalls", "CIsolation",
            ]),
        module("Geometry"),
        module("Storage", ["CNettle", "CZlib"]),
        module("Scene", ["Geometry"]),
        module("Rasters", ["Scene", "CPNG", "CTurboJPEG", "CWebP"]),
        module("Typesetting", ["Geometry", "CPango"]),
        module("SVG", ["Scene", "Geometry", "Storage", "Rasters", "Typesetting", "CXMLShim"]),
        module(
            "Motion",
            [
                "Geometry", "Storage", "PluginKit", "PluginInterface", "CPoseAnimatePlugin",
                "CSimdJSON",
            ]),
        module("Piping", ["Motion", "Pipelining", "Storage"]),
        .target(
            name: "Rigs", path: "Rigs", exclude: ["README.md"],
            resources: [
                .embedInCode("body.yaml"),
                .embedInCode("face.yaml"),
                .embedInCode("pose-animator.yaml"),
            ],
            swiftSettings: strict),
        module(
            "Rigging",
            [
                "Scene", "Geometry", "Motion", "Storage", "Rigs", "PluginKit", "PluginInterface",
                "CPoseAnimatePlugin",
                .product(name: "Yams", package: "Yams"),
            ]),
        module(
            "Rendering",
            [
                "Scene", "Geometry", "PluginKit", "PluginInterface", "CPoseAnimatePlugin",
                "CCairo",
            ]),
        module(
            "Sinks",
            [
                "Geometry", "Scene", "Rendering", "Pipelining", "Storage", "PluginKit",
                "PluginInterface", "CPoseAnimatePlugin", "CPacking", "CPixelKernels",
            ]),
        module("Vectors", ["Geometry", "Scene", "Rendering", "Sinks", "Storage"]),
        module(
            "Inference",
            [
                "Storage", "PluginKit", "PluginInterface", "CPoseAnimatePlugin", "CVectorKernels",
                .target(name: "CXNNPACKLibrary", condition: .when(traits: ["XNNPACK"])),
                .target(name: "COneDNNLibrary", condition: .when(traits: ["OneDNN"])),
            ]),
        module("Imaging", ["Geometry", "CVectorKernels"]),
        module(
            "Footage",
            [
                "Imaging", "Pipelining", "Storage", "CFFmpegLibrary", "CTurboJPEG", "CEXIF", "CPNG",
            ]),
        module("Vision", ["Imaging", "Inference", "Motion", "Geometry"]),
        .target(
            name: "Microcontroller",
            dependencies: [
                "CRISCVCore", "Storage", "PluginKit", "PluginInterface", "CPoseAnimatePlugin",
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Platforms/litex-vexriscv.yaml"),
                .embedInCode("Platforms/spike.yaml"),
            ], swiftSettings: strict),
        module("Choreography", ["Motion", "Rigging", "Geometry"]),
        .target(
            name: "Sensing",
            dependencies: [
                "Choreography", "Geometry", "Inference", "Microcontroller", "Motion", "Rigging",
                "Storage",
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Gestures/gestures.tflite"),
                .embedInCode("Mapping/gestures.yaml"),
            ], swiftSettings: strict),
        module(
            "PoseAnimate",
            [
                "PluginKit", "PluginInterface", "PluginLoading", "PluginIsolation",
                "CPoseAnimatePlugin", "Geometry", "Pipelining", "Scene", "Storage", "Rasters",
                "SVG", "Motion", "Piping", "Rigging", "Rendering", "Sinks", "Vectors", "Imaging",
                "Footage", "Inference", "Vision", "Microcontroller", "Sensing",
            ]),
        .target(
            name: "ModelCatalogue",
            dependencies: [
                "Storage", .product(name: "Yams", package: "Yams"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            resources: [.embedInCode("catalogue.yaml")], swiftSettings: strict),
        module(
            "PluginChecking",
            ["PoseAnimate", "PluginKit", "PluginInterface", "CPoseAnimatePlugin", "CPluginCalls"]),
        module("ModelTools", ["Inference", "Storage"]),
        module("Batches", ["Storage", .product(name: "Yams", package: "Yams")]),
        module(
            "Farming",
            [
                "Storage", .product(name: "Yams", package: "Yams"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        module(
            "Commands",
            [
                "PluginKit", "PluginInterface", "PluginIsolation", "PluginChecking",
                "CPluginCalls", "PoseAnimate", "Pipelining", "Batches", "Farming", "Inference",
                "Microcontroller",
                "ModelCatalogue", "ModelTools", "Sensing",
                .product(name: "Yams", package: "Yams"),
                argumentParser,
            ]),

        // Makes the clips of Examples/clips; no part of the product.
        .executableTarget(
            name: "generate-clips", dependencies: ["Choreography", "Motion", argumentParser],
            swiftSettings: strict),

        // What is done to models that no test in Swift can do; no part of the product.
        .target(name: "CDamageWatch", path: "Tests/Robustness/CDamageWatch"),
        .executableTarget(
            name: "damage",
            dependencies: ["CDamageWatch", "Inference", "Storage", argumentParser],
            path: "Tests/Robustness/damage", swiftSettings: strict),
        .target(name: "CAllocationCount", path: "Tests/Robustness/CAllocationCount"),
        .executableTarget(
            name: "allocations", dependencies: ["CAllocationCount", "Inference"],
            path: "Tests/Robustness/allocations", swiftSettings: strict),

        .executableTarget(name: "pose-animate", dependencies: ["Commands"], swiftSettings: strict),

        .target(
            name: "Fixtures", path: "Tests/Fixtures",
            exclude: ["duo.ndjson", "figure.svg", "footage", "models", "plugins", "shift.json"],
            swiftSettings: strict),
        .target(
            name: "ModelBuilding", dependencies: ["Inference"], path: "Tests/ModelBuilding",
            swiftSettings: strict),
        tests("GeometryTests", ["Geometry"]),
        tests("PipeliningTests", ["Pipelining"]),
        tests(
            "PluginIsolationTests",
            [
                "PluginIsolation", "PluginInterface", "PluginKit", "PluginLoading",
                "CPoseAnimatePlugin", "Pipelining", "PoseAnimate", "Inference",
                "Fixtures",
            ]),
        tests("StorageTests", ["Storage", "Fixtures"]),
        tests("SVGTests", ["SVG", "Scene", "Geometry"]),
        tests("MotionTests", ["Motion", "Geometry", "Storage", "Fixtures"]),
        tests("PipingTests", ["Piping", "Motion", "Geometry"]),
        tests("RiggingTests", ["Rigging", "SVG", "Scene", "Geometry", "Motion"]),
        .target(
            name: "Pixels", dependencies: ["Rendering"], path: "Tests/Pixels",
            swiftSettings: strict),
        tests("RenderingTests", ["Pixels", "Rendering", "Scene", "Geometry"]),
        tests(
            "SinksTests",
            [
                "Pixels", "Fixtures", "Sinks", "Rendering", "Scene", "Geometry", "Storage", "CPNG",
                "CPacking", "CPixelKernels", "CZlib",
            ]),
        tests(
            "VectorsTests",
            ["Vectors", "SVG", "Rendering", "Scene", "Sinks", "Storage", "Geometry", "Fixtures"]),
        tests("PoseAnimateTests", ["PoseAnimate", "Fixtures"]),
        tests("CommandsTests", ["Commands", "Batches", "Inference", "ModelTools", "Fixtures"]),
        tests(
            "InferenceTests",
            [
                "Inference", "ModelBuilding", "CVectorKernels", "Fixtures", "PluginInterface",
                "PluginKit",
            ]),
        tests("ImagingTests", ["Imaging", "Geometry", "CVectorKernels"]),
        tests("FootageTests", ["Footage", "Imaging", "Fixtures"]),
        tests(
            "VisionTests",
            ["Vision", "Imaging", "Inference", "ModelBuilding", "Motion", "Geometry", "Fixtures"]),
        tests(
            "ModelCatalogueTests",
            ["ModelCatalogue", "Storage", "Fixtures", .product(name: "Yams", package: "Yams")]),
        tests(
            "MicrocontrollerTests",
            [
                "Microcontroller", "PluginKit", "PluginInterface", "CRISCVCore", "Storage",
                "Fixtures",
            ]),
        tests(
            "SensingTests",
            [
                "Sensing", "Choreography", "Geometry", "Inference", "Microcontroller", "Motion",
                "PluginKit", "PluginInterface", "Fixtures",
            ]),
        tests("BatchesTests", ["Batches", "Fixtures"]),
        tests(
            "FarmingTests", ["Farming", "Fixtures", .product(name: "Yams", package: "Yams")]),
        tests("ModelToolsTests", ["ModelTools", "Inference", "Storage", "Fixtures"]),
        tests("ChoreographyTests", ["Choreography", "Motion", "Geometry"]),
    ],
    cxxLanguageStandard: .cxx17
)
