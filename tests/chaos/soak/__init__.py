"""The long soak: hundreds of scans through everything that may befall a queue, by a plan that a seed fixes."""
