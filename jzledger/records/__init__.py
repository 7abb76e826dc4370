"""What is kept: the tables, and the Fields that describe their columns to everybody else."""
