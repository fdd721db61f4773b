import ModelCatalogue

/// The catalogue for readers.
enum CatalogueTable {
    /// The table of Documentation/Models.md.
    static func markdown(_ catalogue: ModelCatalogue) -> String {
        var lines = [
            "| name | role | what it does | size | from | licence |", "|---|---|---|---|---|---|",
        ]
        for model in catalogue.models {
            let source = origin(model, catalogue)
            lines.append(
                "| `\(model.name)`\(model.isStandard ? " *" : "") | \(model.role) "
                    + "| \(model.summary) | \(size(model)) | \(model.publisher): \(source) "
                    + "| \(model.licence) |")
        }
        return lines.joined(separator: "\n")
    }

    static func size(_ model: CatalogueEntry) -> String {
        let tenths = (model.size * 10 + 500_000) / 1_000_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    private static func origin(_ model: CatalogueEntry, _ catalogue: ModelCatalogue) -> String {
        if let url = model.url { return "[file](\(url))" }
        guard let wheel = catalogue.wheels.first(where: { $0.package == model.wheel }) else {
            return ""
        }
        return "PyPI, `\(wheel.package)==\(wheel.version)`"
    }
}
