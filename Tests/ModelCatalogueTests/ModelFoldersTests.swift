import Testing

@testable import ModelCatalogue

@Suite struct ModelFoldersTests {
    private func folders(_ environment: [String: String]) -> ModelFolders {
        ModelFolders { environment[$0] }
    }

    @Test func theEnvironmentComesFirst() {
        let found = folders(["POSE_ANIMATE_MODELS": "/a:/b", "HOME": "/home/me"])
        #expect(found.searched == ["/a", "/b", "/home/me/.local/share/pose-animate/models"])
        #expect(found.home == "/a")
    }

    @Test func theUsersDataFolderIsTheirs() {
        #expect(
            folders(["HOME": "/home/me", "XDG_DATA_HOME": "/data"]).searched
                == ["/data/pose-animate/models"])
        // Relative and empty ones do not count.
        #expect(
            folders(["HOME": "/home/me", "XDG_DATA_HOME": "data", "POSE_ANIMATE_MODELS": ""])
                .home == "/home/me/.local/share/pose-animate/models")
    }

    @Test func withoutAHomeThereIsNone() {
        #expect(folders([:]) == ModelFolders(searched: [], home: nil))
        let error = #expect(throws: CatalogueError.self) {
            try ModelFetch(folders: folders([:]), report: { _ in })
        }
        #expect(error?.kind == .cannotCreate)
    }
}
