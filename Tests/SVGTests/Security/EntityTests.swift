import SVG
import Scene
import Testing

/// Entities: internal ones are read, within bounds; nothing outside of the document is.
@Suite(.timeLimit(.minutes(1))) struct EntityTests {
    private let root = "<svg xmlns='http://www.w3.org/2000/svg'"

    /// Each entity is ten of the one before.
    private func bomb(_ seed: String) -> String {
        let names = Array("abcdefghijklm")
        let definitions = zip(names, names.dropFirst()).map { inner, outer in
            "<!ENTITY \(outer) \"\(String(repeating: "&\(inner);", count: 10))\">"
        }
        return "<!DOCTYPE svg [<!ENTITY a \"\(seed)\">\(definitions.joined())]>"
    }

    @Test func bombsAreRefused() {
        let documents = [
            bomb("aaaaaaaaaa") + root + " id='&m;'/>",
            bomb("aaaaaaaaaa") + root + "><style>&m;</style></svg>",
            bomb("aaaaaaaaaa") + root + "><title>&m;</title></svg>",
            bomb("<g/>") + root + ">&m;</svg>",
            bomb("") + root + ">&m;</svg>",
        ]
        for document in documents { #expect(failure(document)?.kind == .tooComplex) }
    }

    @Test func quadraticGrowthIsRefused() {
        let head =
            "<!DOCTYPE svg [<!ENTITY a \"\(String(repeating: "a", count: 100_000))\">]>" + root
        let documents = [
            head + ">" + String(repeating: "<g id='&a;'/>", count: 1000) + "</svg>",
            head + "><style>" + String(repeating: "&a;", count: 1000) + "</style></svg>",
        ]
        for document in documents { #expect(failure(document)?.kind == .tooComplex) }
    }

    @Test func longRunsOfElementsInEntitiesAreRead() throws {
        let run = String(repeating: "&a;>", count: 100_000)
        let drawing = try document(
            "<!DOCTYPE svg [<!ENTITY a \"<g/>\">]>\(root) width='9' height='9'>\n\(run)</svg>")
        #expect(drawing.root.children.count == 100_000)
    }

    @Test func loopsAreRefused() {
        let document = "<!DOCTYPE svg [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>\(root)>&a;</svg>"
        #expect(failure(document)?.kind == .badData)
    }

    @Test func nothingElsewhereIsRead() {
        let documents = [
            "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\(root)><style>&a;</style></svg>",
            "<!DOCTYPE svg SYSTEM 'x' [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\(root)>&a;</svg>",
            "<!DOCTYPE svg [<!ENTITY % a SYSTEM \"file:///etc/passwd\"> %a;]>\(root)/>",
        ]
        for document in documents { #expect(failure(document)?.kind == .badData) }
        #expect(
            failure(documents[0])?.message.contains("entities from other files are not loaded")
                == true)
    }

    @Test func aDocumentTypeElsewhereDoesNoHarm() throws {
        let drawing = try document(
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://127.0.0.1:9/svg11.dtd'>"
                + "\(root) width='9' height='9'><path d='M0 0'/></svg>")
        #expect(drawing.shapes.count == 1)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func usualEntitiesAreRead() throws {
        let drawing = try document(
            "<!DOCTYPE svg [<!ENTITY c \"red\"><!ENTITY e \"<path id='p' d='M0 0' fill='&c;'/>\">]>"
                + "\(root) width='9' height='9'>&e;<path id='q' fill='&#x23;0000f&#102;' d='M0 0'/></svg>"
        )
        #expect(try drawing.fill("p") == red)
        #expect(try drawing.fill("q") == blue)
    }

    @Test func attributesGivenByTheTypeAreBounded() {
        let attributes = (0..<1000).map { "b\($0) CDATA '\(String(repeating: "x", count: 1000))'" }
        let document =
            "<!DOCTYPE svg [<!ATTLIST g \(attributes.joined(separator: " "))>]>\(root)>"
            + String(repeating: "<g/>", count: 1000) + "</svg>"
        #expect(failure(document)?.kind == .tooComplex)
    }
}
