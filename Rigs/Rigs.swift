public enum Rigs { public static let b = PackageResources.body_yaml }
