"""The combinations of operator and types that cases are made for."""

FAMILIES = {}


def family(operator, *variants):
    """Registers a function that makes a graph of an operator, once for each variant.

    The function gets the draw, an empty graph and the variant; a variant starts with a type.
    """

    def register(make):
        for variant in variants:
            key = f"{operator}/{variant}"
            if key in FAMILIES:
                raise ValueError(f"{key} is registered twice")
            FAMILIES[key] = make
        return make

    return register


def alike(operators, *variants):
    """Registers a function that makes graphs of several operators; it gets the operator too."""

    def register(make):
        for operator in operators:

            def of_operator(draw, graph, variant, operator=operator):
                return make(draw, graph, operator, variant)

            family(operator, *variants)(of_operator)
        return make

    return register
