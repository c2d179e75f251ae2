-- Of an accepted refund `charge` holds what its partner was told that the buyer will get. Those accepted
-- before were told nothing: what they come to is reckoned when they are executed.
update refunds set charge = null where state = 'accepted';
