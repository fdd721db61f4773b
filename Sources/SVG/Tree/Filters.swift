import Geometry
import Scene

extension Resolver {
    mutating func addFilters(to group: inout Group, of resolved: Resolved) throws(SVGError) {
    }
}
