"""What other sites show of ours."""
