"""What libraries of numbers come to, in Python's own words."""


def linear_algebra(seed):
    import numpy

    matrix = numpy.random.default_rng(seed).standard_normal((60, 60))
    solution = numpy.linalg.solve(matrix, matrix.sum(axis=1))
    _, triangle = numpy.linalg.qr(matrix)
    return [
        float(numpy.linalg.det(matrix)),
        float(numpy.linalg.norm(solution)),
        float(numpy.abs(numpy.diagonal(triangle)).sum()),
        float(numpy.abs(numpy.fft.fft2(matrix)).sum()),
    ]


def contours(seed):
    import contourpy
    import numpy

    heights = numpy.random.default_rng(seed).random((40, 40))
    generator = contourpy.contour_generator(z=heights)
    lines = generator.lines(0.5)
    return [float(len(lines)), float(sum(line.sum() for line in lines))]
