"""What queues seen every few minutes say: who comes, who serves, how long a call takes."""
