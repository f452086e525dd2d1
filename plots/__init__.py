"""What we show: charts, the report and exports."""
