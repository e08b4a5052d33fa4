"""What the loaded data say in numbers: each chart with its table, CSV and SVG."""
