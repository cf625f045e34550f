"""The report page: one HTML file that holds everything, readable without a network."""
