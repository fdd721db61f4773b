import Fixtures
import Storage
import Testing

@testable import ModelCatalogue

@Suite struct CatalogueTests {
    private let catalogue = ModelCatalogue.standard

    @Test func theCatalogueIsSound() {
        #expect(catalogue.models.count >= 10)
        for key in [\CatalogueEntry.name, \.file, \.sha256] {
            #expect(Set(catalogue.models.map { $0[keyPath: key] }).count == catalogue.models.count)
        }
        for model in catalogue.models {
            #expect(model.sha256.count == 64)
            #expect(model.sha256.allSatisfy { "0123456789abcdef".contains($0) })
            #expect(model.size > 0)
            #expect(!model.licence.isEmpty && !model.publisher.isEmpty && !model.summary.isEmpty)
            #expect((model.wheel == nil) == (model.member == nil))
            #expect((model.wheel == nil) != (model.url == nil))
            #expect(model.url?.hasPrefix("https://") != false)
        }
        for wheel in catalogue.wheels {
            #expect(wheel.sha256.count == 64)
            #expect(catalogue.models.contains { $0.wheel == wheel.package })
        }
    }

    @Test func wheelsAreNamedAsPyPINamesThem() {
        #expect(
            catalogue.wheels.map(\.file)
                == ["mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl"])
    }

    @Test func standardModelsAreWhatDetectionNeeds() {
        let roles = Set(catalogue.models.filter(\.isStandard).map(\.role))
        #expect(roles == ["pose-detector", "pose-landmarks", "face-detector", "face-landmarks"])
    }

    @Test func hashesAreThoseOfTheStandard() throws {
        // FIPS 180-4, examples: "abc", and the empty message.
        let folder = try TemporaryFolder()
        #expect(
            FileHash.sha256(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        try folder.write([], "empty")
        #expect(
            try FileHash.sha256(of: folder.file("empty"))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func unknownNamesAreSaid() {
        let error = #expect(throws: CatalogueError.self) {
            try catalogue.model(named: "face-mash")
        }
        #expect(error?.kind == .unknownName)
        #expect(error?.message.contains("facemesh") == true)
    }
}
