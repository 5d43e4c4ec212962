"""What a person wrote in an answer by email, told apart from everything their mail program added."""
